import { writeFileSync } from "node:fs";
import { frontMatterSchema, SCHEMA_FILE } from "./frontMatterSchema";

writeFileSync(SCHEMA_FILE, frontMatterSchema());
