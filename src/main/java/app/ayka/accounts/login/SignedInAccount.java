package app.ayka.accounts.login;

import app.ayka.accounts.Role;
import app.ayka.accounts.Secrets;
import app.ayka.base.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * The account of a web session, whichever way it signed in. A session ends when the account's epoch has moved on or
 * the persistent login that opened it is gone.
 */
public class SignedInAccount implements UserDetails {

    private static final long serialVersionUID = 1;

    private final UUID user;
    private final String email;
    private final String name;
    private final Role role;
    private volatile int epoch;
    private volatile @Nullable String series;
    private volatile boolean stays;
    private volatile @Nullable String unconfirmed;

    SignedInAccount(LoginAccount account) {
        this.user = account.user().value();
        this.email = account.email();
        this.name = account.name();
        this.role = account.role();
        this.epoch = account.epoch();
    }

    public final UserId user() {
        return new UserId(user);
    }

    public final String displayName() {
        return name;
    }

    public final Role role() {
        return role;
    }

    final int epoch() {
        return epoch;
    }

    /** The session survives a change that its own user made in it. */
    final void movedOnTo(int epoch) {
        this.epoch = epoch;
    }

    /** The persistent login of this session. */
    public final Optional<String> series() {
        return Optional.ofNullable(series);
    }

    /** Whether it goes on when the browser is closed. */
    public final boolean stays() {
        return stays;
    }

    final void openedBy(PersistentToken token, boolean stays) {
        this.series = token.series();
        this.stays = stays;
    }

    /** The device gets this token; whether it arrived, its next request tells. */
    final void gets(PersistentToken token) {
        unconfirmed = Secrets.hash(token.token());
    }

    /** Hash of the token that the device has not shown yet. */
    final Optional<String> unconfirmed() {
        return Optional.ofNullable(unconfirmed);
    }

    final void confirmed() {
        unconfirmed = null;
    }

    @Override
    public final Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + role));
    }

    @Override
    public final @Nullable String getPassword() {
        return null;
    }

    @Override
    public final String getUsername() {
        return email;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof SignedInAccount account && account.user.equals(user);
    }

    @Override
    public final int hashCode() {
        return user.hashCode();
    }

    @Override
    public String toString() {
        return "account " + user;
    }
}
