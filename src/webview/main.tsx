import { ChatView } from "./chatView";
import { connectToHost } from "./hostConnection";

const root = document.getElementById("app");
if (root !== null) new ChatView(root, connectToHost()).start();
