export { awsDeployment } from './deployment.ts';
export { checkSettings } from './settings.ts';
