package app.ayka.base.tx;

/** A {@link TransactionGuard} let a transaction not begin: somebody else does this work now. Never worth another try. */
public final class WriteRefusedException extends RuntimeException {

    public WriteRefusedException(String message) {
        super(message);
    }
}
