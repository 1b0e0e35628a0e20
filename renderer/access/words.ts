import { access } from "../words/access.ts";
import { addWords } from "../words/index.ts";

// A module of its own, so that whoever shows these words has them, whichever of them is loaded first.
addWords("access", access);
