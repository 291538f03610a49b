// The worker's own script: the only place that may run WebAssembly, and all it does is hash.
import { type Port, serveHashes } from "./upload/hashing.ts";

serveHashes(self as unknown as Port);
