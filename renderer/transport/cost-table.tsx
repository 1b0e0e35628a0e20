import { useId } from "react";
import "./cost-table.css";

export interface CostRow {
  readonly name: string;
  /** What it is, in a few words. */
  readonly about: string;
  /** One a column. */
  readonly figures: readonly string[];
  readonly isTotal?: boolean;
}

interface CostTableProps {
  label: string;
  columns: readonly string[];
  rows: readonly CostRow[];
}

/** Figures with what each of them means. */
export function CostTable({ label, columns, rows }: CostTableProps) {
  const name = useId();
  return (
    <table className="cost-table">
      <caption className="spoken">{label}</caption>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          <tr key={row.name} className={row.isTotal ? "total" : ""}>
            <th scope="row" aria-describedby={`${name}-${n}`}>
              {row.name}
              <small id={`${name}-${n}`} aria-hidden="true">
                {row.about}
              </small>
            </th>
            {row.figures.map((figure, i) => (
              <td key={columns[i]}>{figure}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
