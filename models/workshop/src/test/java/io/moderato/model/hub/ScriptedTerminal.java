package io.moderato.model.hub;

import io.moderato.model.ModelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A terminal with a person who gives these answers, or without a person. */
final class ScriptedTerminal implements Terminal {
    final List<String> lines = new ArrayList<>();
    final List<String> progress = new ArrayList<>();
    private final Deque<String> answers;
    private final boolean interactive;

    private ScriptedTerminal(boolean interactive, String... answers) {
        this.interactive = interactive;
        this.answers = new ArrayDeque<>(List.of(answers));
    }

    static ScriptedTerminal nobody() {
        return new ScriptedTerminal(false);
    }

    static ScriptedTerminal answering(String... answers) {
        return new ScriptedTerminal(true, answers);
    }

    @Override
    public boolean isInteractive() {
        return interactive;
    }

    @Override
    public String ask(String question) {
        lines.add(question);
        if (answers.isEmpty()) {
            throw new ModelException("no answer to: " + question);
        }
        return answers.remove();
    }

    @Override
    public void say(String line) {
        lines.add(line);
    }

    @Override
    public void progress(String line) {
        progress.add(line);
    }

    String text() {
        return String.join("\n", lines);
    }
}
