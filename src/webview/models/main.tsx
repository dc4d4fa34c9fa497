import { connectToHost } from "../hostConnection";
import { parseKeptModels } from "./keptModels";
import { ModelsPage } from "./modelsPage";

const root = document.getElementById("app");
if (root !== null) new ModelsPage(root, connectToHost(parseKeptModels)).start();
