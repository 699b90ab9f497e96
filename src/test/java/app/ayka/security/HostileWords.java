package app.ayka.security;

import java.util.List;

/** What somebody types who means no good, or only types strangely. */
final class HostileWords {

    /** Would run when a page took it for more than text. */
    static final String SCRIPT = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>";

    static final List<String> ALL = List.of(
            SCRIPT,
            "\"><svg/onload=window.pwned=1>${7*7}{{7*7}}#{7*7}",
            "javascript:window.pwned=1",
            "'); drop table recording; --",
            "%s %d %n {0} {name}",
            "nul \0 in the middle",
            "bell \u0007 escape \u001b[31m",
            "turned \u202e around \u2066 twice",
            "\ud83d\ude00\ud83d\udc69\u200d\ud83d\udcbb\ud83c\uddee\ud83c\uddf3",
            "half of a smile \ud83d",
            "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
            "Zalgo " + "h\u0335\u0321\u0322".repeat(100),
            "a@example.org\r\nBcc: victim@example.org\r\n\r\nbody",
            "..\\..\\..\\windows\\system32/../../etc/passwd",
            "x".repeat(100_000),
            "\ud83d\ude00".repeat(50_000),
            " \t\n\u3000 ");

    private HostileWords() {}
}
