/** How this repo is packaged and deployed, and what its deploy files say of a function. */
export { awsDeployment as deployment } from 'serverless-workshop/deploy/aws';
