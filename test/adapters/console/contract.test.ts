import { adapterContract } from '../contract.ts';
import { consoleRig } from './rig.ts';

adapterContract(consoleRig);
