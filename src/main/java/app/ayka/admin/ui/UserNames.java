package app.ayka.admin.ui;

import app.ayka.accounts.UserAdministration;
import app.ayka.base.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who the users are whose ids stand in jobs; read once for each page. */
final class UserNames {

    private final UserAdministration users;
    private final Map<UserId, String> known = new HashMap<>();

    UserNames(UserAdministration users) {
        this.users = users;
    }

    void know(Collection<UserId> ids) {
        var missing = ids.stream().filter(id -> !known.containsKey(id)).collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            users.find(Set.copyOf(missing)).forEach(row -> known.put(row.user(), row.name()));
        }
    }

    String of(UserId id) {
        know(Set.of(id));
        return known.computeIfAbsent(id, gone -> JobWords.text("admin.job.owner.gone"));
    }
}
