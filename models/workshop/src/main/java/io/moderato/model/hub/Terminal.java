package io.moderato.model.hub;

import io.moderato.model.ModelException;
import java.io.Console;
import java.io.PrintWriter;

/** The terminal, on which a command tells its progress and asks questions. */
interface Terminal {
    /** Whether somebody can answer. */
    boolean isInteractive();

    /**
     * The answer to a question.
     *
     * @throws ModelException if nobody answers any more
     */
    String ask(String question);

    /** Prints a line. */
    void say(String line);

    /** Replaces the line of progress; an empty line ends it. */
    void progress(String line);

    /** The terminal of this process. Lines go to that writer; questions are possible only if the process has a terminal. */
    static Terminal of(PrintWriter out) {
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        return new Terminal() {
            @Override
            public boolean isInteractive() {
                return interactive;
            }

            @Override
            public String ask(String question) {
                String answer = console == null ? null : console.readLine("%s", question);
                if (answer == null) {
                    throw new ModelException("Stopped without an answer; nothing was added.");
                }
                return answer.strip();
            }

            @Override
            public void say(String line) {
                out.println(line);
                out.flush();
            }

            @Override
            public void progress(String line) {
                if (interactive) {
                    out.print(line.isEmpty() ? "\n" : "\r" + line + "    ");
                } else if (!line.isEmpty()) {
                    out.println(line);
                }
                out.flush();
            }
        };
    }
}
