#!/usr/bin/env node
import { execute } from '@oclif/core/execute';
import { leaveSoon } from '../src/signals.ts';
import { fromSource } from './from-source.ts';

await execute({ loadOptions: await fromSource() });
leaveSoon();
