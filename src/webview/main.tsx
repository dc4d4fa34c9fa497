import { ChatView } from "./chatView";
import { connectToHost } from "./hostConnection";
import { parseKeptChat } from "./keptChat";

const root = document.getElementById("app");
if (root !== null) new ChatView(root, connectToHost(parseKeptChat)).start();
