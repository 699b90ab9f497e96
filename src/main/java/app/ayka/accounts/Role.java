package app.ayka.accounts;

/** What an account may do: everybody has their own data; administrators also see accounts, jobs, spend and audit. */
public enum Role {
    USER,
    ADMIN
}
