#!/usr/bin/env node
import { register } from 'tsx/esm/api';

// The packages of a repo are TypeScript.
register();
await import('./dist/command.js');
