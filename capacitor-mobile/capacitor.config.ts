import type { CapacitorConfig } from '@capacitor/cli';

const config: CapacitorConfig = {
  appId: 'app.ayka.mobile',
  appName: 'AYKA',
  webDir: 'www',
  // Web addresses are opened by the system's browser: this web view shows our own pages and nothing else.
  server: { androidScheme: 'https', iosScheme: 'capacitor' },
  android: { allowMixedContent: false, webContentsDebuggingEnabled: false },
  ios: { contentInset: 'automatic', webContentsDebuggingEnabled: false },
  plugins: {
    // What we send goes through phone-fetch.ts, which says what it sends; nothing is patched behind our back.
    CapacitorHttp: { enabled: false },
    CapacitorCookies: { enabled: false },
    PushNotifications: { presentationOptions: ['badge', 'sound', 'alert'] },
    LocalNotifications: { smallIcon: 'ic_stat_recording', iconColor: '#3D55D8' },
  },
};

export default config;
