import { adapterContract } from '../contract.ts';
import { slackHttpRig, slackRig } from './rig.ts';

adapterContract(slackRig);
adapterContract(slackHttpRig);
