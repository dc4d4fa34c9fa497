import { connectToHost } from "../hostConnection";
import { ComparePage } from "./comparePage";
import { parseKeptCompare } from "./keptCompare";

const root = document.getElementById("app");
if (root !== null) new ComparePage(root, connectToHost(parseKeptCompare)).start();
