export { type Conditions, conditionsSchema } from "../../protocol/faults.ts";
