import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';

interface Node {
  readonly type: string;
  readonly isMissing: boolean;
  readonly startPosition: { readonly row: number };
  readonly children: readonly Node[];
}

const require = createRequire(join(process.cwd(), 'package.json'));

/** Lines with which a parser of Swift could do nothing. */
function parser(): (source: string) => number[] {
  const Parser = require('tree-sitter') as new () => {
    setLanguage(language: unknown): void;
    parse(source: string, old: null, options: { bufferSize: number }): { rootNode: Node };
  };
  const swift = new Parser();
  swift.setLanguage(require('tree-sitter-swift'));
  const bad = (node: Node): number[] =>
    node.type === 'ERROR' || node.isMissing ? [node.startPosition.row + 1] : node.children.flatMap(bad);
  return (source) => bad(swift.parse(source, null, { bufferSize: 1 << 20 }).rootNode);
}

async function below(folder: string, ending: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

test('every Swift source is Swift', async () => {
  const bad = parser();
  assert.deepEqual(bad('func a() { if let x { return } }'), []);
  assert.notDeepEqual(bad('func a() { guard let else }\nclass {'), [], 'the parser sees what is wrong');
  const files = [...(await below('recorder/ios', '.swift')), ...(await below('ios/App/App', '.swift')), 'recorder/Package.swift'];
  assert.ok(files.length > 10);
  for (const file of files) {
    assert.deepEqual(bad(await readFile(file, 'utf8')), [], file);
  }
});

test('page, Android and iOS know the same methods, events, words and causes', async () => {
  const definitions = await readFile('recorder/src/definitions.ts', 'utf8');
  const kotlin = await readFile('recorder/android/src/main/java/app/ayka/recorder/RecorderPlugin.kt', 'utf8');
  const swift = await readFile('recorder/ios/Sources/AykaRecorder/RecorderPlugin.swift', 'utf8');
  const sorted = (found: Iterable<string>) => [...new Set(found)].sort();
  const all = (text: string, pattern: RegExp) => sorted([...text.matchAll(pattern)].map((match) => match[1]!));

  const methods = all(definitions.slice(definitions.indexOf('interface RecorderPlugin')), /^ {2}(\w+)\(/gm).filter(
    (name) => name !== 'addListener',
  );
  assert.deepEqual(all(kotlin, /@PluginMethod\s+fun (\w+)/g), methods);
  assert.deepEqual(all(swift, /@objc func (\w+)/g), methods);
  const listed = /pluginMethods[^=]*= \[([^\]]*)\]/.exec(swift)![1]!;
  assert.deepEqual(all(listed, /"(\w+)"/g), methods);

  const events = all(definitions, /event: '(\w+)'/g);
  assert.deepEqual(all(kotlin, /notifyListeners\("(\w+)"/g), events);
  assert.deepEqual(all(swift, /notifyListeners\("(\w+)"/g), events.filter((event) => event !== 'shared'), 'iOS gives files by appUrlOpen');

  const microphone = await readFile('recorder/android/src/main/java/app/ayka/recorder/sound/Microphone.kt', 'utf8');
  const states = await readFile('recorder/ios/Sources/AykaRecorder/RecorderState.swift', 'utf8');
  const trouble = (text: string) => text.slice(text.indexOf('Trouble'), text.indexOf('}', text.indexOf('Trouble')));
  const kotlinWords = all(trouble(microphone.slice(microphone.indexOf('enum class Trouble'))), /\("([\w-]+)"\)/g);
  const swiftTrouble = trouble(states.slice(states.indexOf('enum Trouble')));
  const swiftWords = sorted([
    ...all(swiftTrouble, /case (\w+)$/gm),
    ...all(swiftTrouble, /= "([\w-]+)"/g),
  ]);
  assert.deepEqual(swiftWords, kotlinWords);
  const page = await readFile('../src/main/frontend/src/capture/state.ts', 'utf8');
  for (const word of kotlinWords) {
    assert.ok(page.includes(`'${word}'`), `the page has words for ${word}`);
  }
  const kotlinCauses = all(microphone.slice(microphone.indexOf('enum class Interruption')), /\("([^"]+)"\)/g);
  const swiftCauses = all(states.slice(states.indexOf('enum Interruption'), states.indexOf('enum Trouble')), /= "([^"]+)"/g);
  for (const cause of swiftCauses) {
    assert.ok(kotlinCauses.includes(cause), cause);
  }
});

test('the part that is tested without a phone knows nothing of one', async () => {
  for (const file of await below('recorder/android/src/main/java/app/ayka/recorder/sound', '.kt')) {
    assert.doesNotMatch(await readFile(file, 'utf8'), /^import (android|androidx|com\.getcapacitor)\b/m, file);
  }
});

test('what is checked with is what is built with', async () => {
  const gradle = await readFile('android/variables.gradle', 'utf8');
  const tools = await readFile('tools/pom.xml', 'utf8');
  const version = (artifact: string) => new RegExp(`<artifactId>${artifact}</artifactId><version>([^<]+)`).exec(tools)![1];
  const variable = (name: string) => new RegExp(`${name} = '([^']+)'`).exec(gradle)![1];
  assert.equal(version('kotlin-compiler-embeddable'), variable('kotlin_version'));
  assert.equal(version('core'), variable('androidxCoreVersion'));
  assert.equal(version('appcompat'), variable('androidxAppCompatVersion'));
  assert.equal(version('fragment'), variable('androidxFragmentVersion'));
  assert.equal(version('framework'), variable('cordovaAndroidVersion'));
  assert.match(gradle, /compileSdkVersion = 36/);
  assert.match(version('android-all')!, /^16-/, 'Android 16 is API 36');
});

test('the native projects know every plug-in of package.json', async () => {
  const { dependencies } = JSON.parse(await readFile('package.json', 'utf8')) as { dependencies: Record<string, string> };
  const gradle = await readFile('android/capacitor.settings.gradle', 'utf8');
  const swift = await readFile('ios/App/CapApp-SPM/Package.swift', 'utf8');
  for (const name of Object.keys(dependencies)) {
    if (!['@capacitor/core', '@capacitor/android', '@capacitor/ios'].includes(name)) {
      const path = name === 'ayka-recorder' ? 'recorder' : name;
      assert.ok(gradle.includes(`${path}/android'`), `${name} in capacitor.settings.gradle: npx cap sync`);
      assert.ok(swift.includes(`${path}")`), `${name} in CapApp-SPM/Package.swift: npx cap sync`);
    }
  }
  const exact = JSON.parse(await readFile('node_modules/@capacitor/core/package.json', 'utf8')) as { version: string };
  assert.ok(swift.includes(`exact: "${exact.version}"`));
});
