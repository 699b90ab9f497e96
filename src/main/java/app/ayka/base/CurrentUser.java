package app.ayka.base;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Who acts now: the bound user, else the signed-in one. */
@Component
public class CurrentUser {

    private final ObjectProvider<SignedInUser> signedIn;

    CurrentUser(ObjectProvider<SignedInUser> signedIn) {
        this.signedIn = signedIn;
    }

    public Optional<UserId> find() {
        return ActingUser.bound().or(() -> signedIn.stream().findFirst().flatMap(SignedInUser::current));
    }

    /** The acting user. @throws IllegalStateException when nobody acts */
    public UserId require() {
        return find().orElseThrow(() -> new IllegalStateException("nobody is signed in and no user is bound"));
    }
}
