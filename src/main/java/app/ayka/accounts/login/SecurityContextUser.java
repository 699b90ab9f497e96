package app.ayka.accounts.login;

import app.ayka.base.SignedInUser;
import app.ayka.base.UserId;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The user of the web session or request that this thread works for. */
@Component
class SecurityContextUser implements SignedInUser {

    @Override
    public Optional<UserId> current() {
        return account().map(SignedInAccount::user);
    }

    static Optional<SignedInAccount> account() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedInAccount account
                ? Optional.of(account)
                : Optional.empty();
    }
}
