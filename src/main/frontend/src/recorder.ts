import { AykaMarkList } from './recorder/mark-list.js';
import { AykaRecorder } from './recorder/ayka-recorder.js';
import { AykaSafetyGauge } from './recorder/safety-gauge.js';
import { AykaTagField } from './recorder/tag-field.js';

const elements = {
  'ayka-mark-list': AykaMarkList,
  'ayka-recorder': AykaRecorder,
  'ayka-safety-gauge': AykaSafetyGauge,
  'ayka-tag-field': AykaTagField,
} as const;

for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) {
    customElements.define(name, element);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ayka-recorder': AykaRecorder;
    'ayka-mark-list': AykaMarkList;
    'ayka-safety-gauge': AykaSafetyGauge;
    'ayka-tag-field': AykaTagField;
  }
}
