import { connectToHost } from "../hostConnection";

connectToHost(() => ({})).post({ type: "ready" });
