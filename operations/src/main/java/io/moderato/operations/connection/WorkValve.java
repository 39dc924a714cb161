package io.moderato.operations.connection;

import io.moderato.operations.answer.FailureAnswers;
import io.moderato.operations.answer.StatusAnswer;
import io.moderato.operations.connection.RequestsInWork.Work;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** Lets a request through if there is room for it. Health probes always pass: threads are kept free for them. */
final class WorkValve extends ValveBase {
    private static final String HEALTH = "/actuator/health";
    private static final int LARGEST_REST = 2 * 1024 * 1024;

    private final RequestsInWork requests;
    private final FailureAnswers answers;

    WorkValve(RequestsInWork requests, FailureAnswers answers) {
        super(true);
        this.requests = requests;
        this.answers = answers;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Optional<ClientConnection> connection = BoundedEndpoint.current();
        connection.ifPresent(
                each -> each.serves(() -> !request.getCoyoteRequest().isFinished()));
        try {
            if (isProbe(request)) {
                getNext().invoke(request, response);
                return;
            }
            Optional<Work> work = requests.begin(request, connection);
            if (work.isEmpty()) {
                refuse(request, response);
                return;
            }
            try {
                getNext().invoke(request, response);
                readRest(request, response);
            } finally {
                requests.end(work.get());
            }
        } finally {
            connection.ifPresent(each -> each.served());
        }
    }

    /** A probe has no body, so nobody can hold the kept threads with one. */
    private static boolean isProbe(Request request) {
        String path = request.getDecodedRequestURI();
        return path != null
                && (path.equals(HEALTH) || path.startsWith(HEALTH + "/"))
                && request.getCoyoteRequest().isFinished();
    }

    private void refuse(Request request, Response response) throws IOException {
        // a refused caller must not keep a thread busy with the rest of a body
        response.setHeader("Connection", "close");
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        answers.write(StatusAnswer.of(503), request, response);
    }

    /**
     * Sends the answer, then reads the rest of an unwanted body. Otherwise Tomcat would read the rest after us, where no limit counts it.
     */
    private static void readRest(Request request, Response response) throws IOException {
        var coyote = request.getCoyoteRequest();
        // a client that waits for our "100 Continue" sends no body after another answer
        if (request.isAsyncStarted() || coyote.isFinished() || coyote.hasExpectation()) {
            return;
        }
        response.finishResponse();
        Rest rest = new Rest();
        for (long total = 0; total <= LARGEST_REST; ) {
            int read = coyote.doRead(rest);
            if (read < 0) {
                return;
            }
            total += read;
        }
        coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    private static final class Rest implements ApplicationBufferHandler {
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer given) {
            buffer = given;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // the bytes are thrown away
        }
    }
}
