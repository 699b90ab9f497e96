/** How people sign in and stay signed in: password, outside issuers, persistent logins; wired into the chain by shell. */
@NullMarked
@NamedInterface("login")
package app.ayka.accounts.login;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
