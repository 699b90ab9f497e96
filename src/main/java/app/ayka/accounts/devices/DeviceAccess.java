package app.ayka.accounts.devices;

import app.ayka.base.UserId;

/** What a device's token opens: recording on behalf of its owner. */
public record DeviceAccess(UserId owner, DeviceId device) {}
