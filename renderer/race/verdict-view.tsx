import { useTranslation } from "react-i18next";
import { megabits } from "../../protocol/ranking.ts";
import { quotesIn, type Report, type Verdict } from "../../protocol/report.ts";
import { TransportMark } from "../transport/transport-mark.tsx";
import { data, number } from "./figures.ts";
import { Quoted } from "./quoted.tsx";
import "./verdict-view.css";

/** What the race has shown, what it says to articles, what many users would cost, and how all of it was measured. */
export function VerdictView({ report }: { report: Report }) {
  const [verdict] = report.verdicts; // a race of this screen has one scenario under one set of conditions
  if (!verdict) return null;
  return (
    <div className="race-low">
      <div>
        <Sentences report={report} verdict={verdict} />
        <Claims verdict={verdict} />
      </div>
      <div>
        <Costs verdict={verdict} />
        <Notes report={report} />
      </div>
    </div>
  );
}

function Sentences({ report, verdict }: { report: Report; verdict: Verdict }) {
  const { t } = useTranslation();
  const quotes = quotesIn(report.results);
  return (
    <section className="race-verdict">
      <h2>{t("race.verdict")}</h2>
      <ul>
        {verdict.sentences.map((sentence) => (
          <li key={sentence}>
            <Quoted sentence={sentence} quotes={quotes} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Claims({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation();
  if (verdict.claims.length === 0) return null;
  return (
    <section className="race-claims">
      <h2>{t("race.claims")}</h2>
      <dl>
        {verdict.claims.map(({ id, claim, verdict: found, figures }) => (
          <div key={id} data-claim={id}>
            <dt>
              <b className={found.replace(" ", "-")}>{t(`race.claim.${found}`)}</b> {claim}
            </dt>
            <dd>{figures}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Costs({ verdict }: { verdict: Verdict }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const audiences = [...new Set(verdict.extrapolations.map(({ users }) => users))];
  if (audiences.length === 0) return null;
  return (
    <section>
      {audiences.map((users) => (
        <table key={users} className="race-cost">
          <caption>
            <b>{t("race.cost", { users: number(users, language) })}</b> <span>{t("race.scaled")}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{t("race.table.transport")}</th>
              <th scope="col">{t("race.costTable.requests")}</th>
              <th scope="col">{t("race.costTable.bytes")}</th>
              <th scope="col">{t("race.costTable.connections")}</th>
              <th scope="col">{t("race.costTable.cores")}</th>
            </tr>
          </thead>
          <tbody>
            {verdict.extrapolations
              .filter((one) => one.users === users)
              .map(({ transport, requestsPerSecond, bytesPerSecond, connections, cores }) => (
                <tr key={transport}>
                  <th scope="row">
                    <span className="race-name">
                      <TransportMark transport={transport} />
                      {t(`transport.name.${transport}`)}
                    </span>
                  </th>
                  <td>{number(requestsPerSecond, language)}</td>
                  <td>{number(megabits(bytesPerSecond), language)}</td>
                  <td>{number(connections, language)}</td>
                  <td>{number(cores, language)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      ))}
      <p className="race-note">{verdict.howExtrapolated}</p>
    </section>
  );
}

function Notes({ report }: { report: Report }) {
  const { t, i18n } = useTranslation();
  const { machine, node, pushpull } = report;
  return (
    <details className="race-notes">
      <summary>{t("race.notes")}</summary>
      <p>
        {t("race.machine", {
          cpu: machine.cpu,
          cores: machine.cores,
          memory: data(machine.memory, i18n.language),
          os: machine.os,
          node: node.replace(/^v/, ""),
          version: pushpull,
        })}
      </p>
      <ul>
        {report.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p>{t("race.command")}</p>
      <code>{report.command}</code>
    </details>
  );
}
