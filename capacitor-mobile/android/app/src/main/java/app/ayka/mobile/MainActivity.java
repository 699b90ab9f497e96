package app.ayka.mobile;

import com.getcapacitor.BridgeActivity;

public class MainActivity extends BridgeActivity {}
