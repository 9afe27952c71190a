import { adapterContract } from '../contract.ts';
import { discordRig } from './rig.ts';

adapterContract(discordRig);
