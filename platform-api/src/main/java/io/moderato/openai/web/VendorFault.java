package io.moderato.openai.web;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fault of a call, with the parameter and the code in the vendor's names. It is the cause of the problem that the caller gets. */
final class VendorFault extends RuntimeException {
    static final String INPUT = "input";
    static final String MODEL = "model";

    /** The vendor's names of faults. */
    enum Code {
        MISSING_REQUIRED_PARAMETER,
        INVALID_TYPE,
        INVALID_VALUE,
        INVALID_IMAGE_URL,
        EMPTY_STRING,
        EMPTY_ARRAY,
        STRING_ABOVE_MAX_LENGTH,
        ARRAY_ABOVE_MAX_LENGTH,
        MODEL_NOT_FOUND;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final @Nullable String param;
    private final Code code;

    private VendorFault(@Nullable String param, Code code) {
        super(code.key());
        this.param = param;
        this.code = code;
    }

    /** The problem of a parameter that is not valid. */
    static ProblemException invalid(String param, Code code, String message) {
        return new ProblemException(ProblemKey.INVALID_FIELD, message, "/" + param, new VendorFault(param, code));
    }

    /** The problem of an unknown model. The vendor names no parameter for it. */
    static ProblemException unknownModel(String message) {
        return new ProblemException(ProblemKey.NOT_FOUND, message, null, new VendorFault(null, Code.MODEL_NOT_FOUND));
    }

    @Nullable
    String param() {
        return param;
    }

    Code code() {
        return code;
    }
}
