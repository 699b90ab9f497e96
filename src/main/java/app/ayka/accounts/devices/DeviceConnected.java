package app.ayka.accounts.devices;

import app.ayka.base.UserId;

/**
 * A user let a device in, which then holds a token of its own. Published in the transaction of the answer.
 *
 * @param name as the device calls itself
 */
public record DeviceConnected(UserId user, String name) {}
