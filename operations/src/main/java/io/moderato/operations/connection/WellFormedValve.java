package io.moderato.operations.connection;

import io.moderato.operations.answer.FailureAnswers;
import io.moderato.operations.answer.StatusAnswer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Refuses malformed addresses that Tomcat lets through: path parameters, which we use nowhere, and queries with broken escapes or without
 * names. Otherwise each later reader would fail on them in its own way.
 */
final class WellFormedValve extends ValveBase {
    private final FailureAnswers answers;

    WellFormedValve(FailureAnswers answers) {
        super(true);
        this.answers = answers;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = request.getRequestURI();
        boolean readable =
                response.isError() || path == null || path.indexOf(';') < 0 && isReadable(request.getQueryString());
        if (readable) {
            getNext().invoke(request, response);
        } else {
            answers.write(StatusAnswer.of(400), request, response);
        }
    }

    static boolean isReadable(@Nullable String query) {
        if (query == null) {
            return true;
        }
        for (String parameter : query.split("&")) {
            if (parameter.startsWith("=") || !isDecodable(parameter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDecodable(String parameter) {
        if (parameter.indexOf('%') < 0) {
            return true;
        }
        ByteBuffer bytes = ByteBuffer.allocate(parameter.length());
        for (int i = 0; i < parameter.length(); i++) {
            char c = parameter.charAt(i);
            if (c != '%') {
                // a char outside ASCII did not come as an escape, and Tomcat has decoded it already, so it needs no
                // check
                bytes.put((byte) (c < 0x80 ? c : '?'));
                continue;
            }
            if (i + 2 >= parameter.length()
                    || !HexFormat.isHexDigit(parameter.charAt(i + 1))
                    || !HexFormat.isHexDigit(parameter.charAt(i + 2))) {
                return false;
            }
            byte value = (byte) HexFormat.fromHexDigits(parameter, i + 1, i + 3);
            if (value == 0) {
                return false;
            }
            bytes.put(value);
            i += 2;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
