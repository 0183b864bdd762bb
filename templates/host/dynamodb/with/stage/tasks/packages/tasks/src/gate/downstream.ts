import { startLimitedService } from 'serverless-workshop/gates';

/** A service over HTTP that takes only so many connections, as a partner of yours may. DynamoDB itself counts none. */
export const startDownstream = startLimitedService;
