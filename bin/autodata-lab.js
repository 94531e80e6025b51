#!/usr/bin/env node
import { launch } from "./launch.js";
import { prepare, projectFolder } from "./prepare.js";

const prepared = await prepare(projectFolder);
process.exitCode = prepared === 0 ? await launch(projectFolder, process.argv.slice(2)) : prepared;
