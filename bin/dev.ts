#!/usr/bin/env node
import { execute } from '@oclif/core/execute';
import { endRefused } from '../src/cli/refused.ts';
import { leaveSoon } from '../src/cli/terminal/signals.ts';
import { lineFromSource } from './from-source.ts';

const given = process.argv.slice(2);
await lineFromSource(given).then(execute, (error: unknown) => endRefused(error, given));
leaveSoon();
