export { type Bundle, buildDir, bundleFile, bundleFunctions } from './bundle.ts';
