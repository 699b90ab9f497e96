package app.ayka.accounts;

import java.time.ZoneId;
import java.util.List;

/**
 * What somebody tells about themselves; events and people are chosen by it.
 *
 * @param homeCountry ISO 3166-1 alpha-2, or empty
 * @param languages ISO 639-1, the best spoken first
 * @param version grows with every save; a save of an older one is refused
 */
public record Profile(
        String name,
        String headline,
        String bio,
        List<String> interests,
        List<String> goals,
        String homeCity,
        String homeCountry,
        List<String> languages,
        Travel travel,
        ZoneId timeZone,
        int version) {}
