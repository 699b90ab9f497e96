package app.ayka.accounts.login;

import app.ayka.base.UserId;

/**
 * A device was remembered as signed in. Published in the transaction that remembers it.
 *
 * @param device browser and system in words
 * @param isNews whether the account has other devices, and none of this name
 */
public record DeviceSignedIn(UserId user, String series, String device, boolean isNews) {}
