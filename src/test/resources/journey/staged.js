// Shows elements in states that nothing real would hold long enough for a picture; run in the page.
([selector, scene]) => {
  const minute = 60_000;
  const whereabouts = (more) => ({
    id: 'now', title: 'Coffee with Deepak from Ferrostack', phase: 'capturing', capturedMs: 12 * minute, storedMs: 11 * minute,
    gaps: [], marks: [], tags: [], untold: false, ...more,
  });
  const marks = [
    { id: 'm1', atMs: 95_000, at: '2026-01-01T10:00:00Z', label: 'Their budget for the platform team' },
    { id: 'm2', atMs: 431_000, at: '2026-01-01T10:05:00Z' },
  ];
  const recording = (trouble) => ({ name: 'recording', recording: 'now', ...(trouble ? { trouble } : {}) });
  const left = [
    whereabouts({ id: 'gap', title: 'Panel at the fair, hall 4, with everybody from the afternoon session', phase: 'ended',
      capturedMs: 40 * minute, storedMs: 38 * minute, gaps: [{ take: 0, startMs: 5 * minute, lengthMs: 12_000 }] }),
    whereabouts({ id: 'no', title: 'Lunch', phase: 'ended', capturedMs: 9 * minute, storedMs: 2 * minute,
      refusal: { kind: 'deleted', detail: 'This recording was deleted.' } }),
    whereabouts({ id: 'sealed', title: 'Hallway', phase: 'sealed', capturedMs: 3 * minute, storedMs: 3 * minute }),
    whereabouts({ id: 'way', title: 'On the train', phase: 'ended', capturedMs: 65 * minute, storedMs: 20 * minute }),
  ];
  const recorders = {
    'asking': { state: { name: 'asking' } },
    'marked': { state: recording(), whereabouts: [whereabouts({ marks })], input: { second: { kind: 'display' } },
      levels: { main: 0.7, second: 0.3 } },
    'silent': { state: recording(), whereabouts: [whereabouts()], input: { hearing: 'silent' }, levels: { main: 0 } },
    'second-ended': { state: recording(), whereabouts: [whereabouts()],
      input: { second: { kind: 'display' }, secondTrouble: 'ended', mainEnded: true }, levels: { main: 0, second: 0.4 } },
    'storage-failing': { state: recording('storage-failing'), whereabouts: [whereabouts()], connected: false },
    'microphone-lost': { state: { name: 'paused', recording: 'now', trouble: 'microphone-lost' }, whereabouts: [whereabouts()] },
    'stopping': { state: { name: 'stopping', recording: 'now' }, whereabouts: [whereabouts()] },
    'interrupted': { state: { name: 'interrupted', recording: 'now', trouble: 'other-tab' }, whereabouts: [whereabouts()] },
    'denied': { state: { name: 'idle', trouble: 'denied' } },
    'device-full': { state: { name: 'idle', trouble: 'device-full' }, whereabouts: left },
    'ended-elsewhere': { state: { name: 'idle', trouble: 'ended-elsewhere' }, whereabouts: left.slice(2) },
  };

  const size = 48 * 1024 * 1024;
  const file = (stage, name, more) => ({
    id: stage + name, recording: 'r', name, bytes: size, stage, waiting: undefined, share: 0, sentBytes: 0,
    bytesPerSecond: 0, problem: undefined, reason: undefined, known: undefined, agreed: false, ...more,
  });
  const files = [
    file('sending', 'A very long name of a conversation that somebody gave it on the way home from the fair.m4a',
      { share: 0.42, sentBytes: size * 0.42, bytesPerSecond: 900_000, agreed: true }),
    file('sending', 'Over a hotel’s network.wav', { share: 0.2, sentBytes: size * 0.2, waiting: 'network' }),
    file('checking', 'Panel.mp4', { share: 0.66 }),
    file('queued', 'Lunch.opus', { agreed: true }),
    file('paused', 'Hallway.flac', { share: 0.75, sentBytes: size * 0.75 }),
    file('finishing', 'Stand.ogg', { share: 1, sentBytes: size }),
    file('duplicate', 'Standup (2).wav', { known: { recording: 'k', title: 'Standup' } }),
    file('needsFile', 'Fair day 2.mp3', { share: 0.3, sentBytes: size * 0.3 }),
    file('needsLeave', 'Fair day 3.mp3', { share: 0.1, sentBytes: size * 0.1 }),
    file('done', 'Coffee.m4a', { share: 1, sentBytes: size }),
    file('failed', 'Holiday photograph.mp3', { problem: 'picture' }),
    file('failed', 'Three days.wav', { bytes: 5 * 1024 ** 3, problem: 'tooBig' }),
    file('failed', 'Budget.mp3', { problem: 'refused', reason: 'Your AYKA has no room left for it.' }),
    file('failed', 'Taken out.wav', { problem: 'changed', share: 0.5, sentBytes: size * 0.5 }),
  ];
  const summary = { files: 11, done: 1, bytes: 11 * size, sentBytes: 4 * size, leftMs: 7 * minute, going: 4, paused: 2, asking: 6 };

  function* everything(root) {
    for (const one of root.querySelectorAll('*')) {
      yield one;
      if (one.shadowRoot) {
        yield* everything(one.shadowRoot);
      }
    }
  }

  const fresh = (own) => (own.staged ? Object.getPrototypeOf(own) : own);
  const named = [...everything(document)].filter((one) => one.matches(selector));
  for (const element of named) {
    const own = element.device && fresh(element.device);
    const put = (values) => {
      const device = Object.create(own);
      for (const [name, value] of Object.entries({ staged: true, ...values })) {
        Object.defineProperty(device, name, { value });
      }
      element.device = device;
    };
    if (scene === 'real') {
      element.device = own;
    } else if (selector.includes('ayka-uploader')) {
      put({ queue: { views: files, summary, addEventListener() {} }, shown: false });
    } else {
      const { state, input, ...rest } = recorders[scene];
      put({ recorder: { elapsedMs: 'recording' in state ? 12 * minute : 0 }, whereabouts: [], connected: true, levels: { main: 0.6 },
        state, input: { hearing: 'sound', ...input }, ...rest });
    }
    element.requestUpdate();
  }
  const held = { id: 'held', name: 'Shared before anybody was here.m4a', title: '', bytes: size, owner: 'nobody' };
  for (const element of [...everything(document)].filter((one) => scene === 'device-full' && one.matches('ayka-capture-files'))) {
    Object.assign(element, { views: files, held: [held], actions: {} }); // the capture page lists files beside recordings
  }
  return named.length;
};
