/** Who uses AYKA: accounts, how they sign in, roles and profiles. */
@NullMarked
@ApplicationModule(displayName = "Accounts")
package app.ayka.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
