import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Ends with 0 if the service in this container is ready to serve, else with 1. The images have no other program that could ask. */
final class Health {
    private static final int PATIENCE_MILLIS = 4000;
    private static final String REQUEST = "GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n";

    private Health() {}

    /** Asks the service at {@code MODERATO_PORT} on this machine. */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(System.getenv("MODERATO_PORT"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            String status = new String(answer.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
            System.exit(status.endsWith(" 200") ? 0 : 1);
        } catch (IOException notReady) {
            System.exit(1);
        }
    }
}
