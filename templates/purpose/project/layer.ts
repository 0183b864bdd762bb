import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'purpose',
  id: 'project',
  title: 'Project',
  why: 'A repo to work in.',
  hint: 'The repo alone, without exercises.',
});
