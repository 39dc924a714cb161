package io.moderato.console;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/** Asks before something that cannot be taken back. */
public final class Confirm {
    private Confirm() {}

    /** Asks the question, and does the act if the reader presses the button with the verb. */
    public static void ask(String question, String consequence, String verb, Runnable act) {
        ask(question, consequence, verb, act, () -> {});
    }

    /** Asks the question; does the act if the reader presses the button with the verb, and otherwise runs {@code back}. */
    static void ask(String question, String consequence, String verb, Runnable act, Runnable back) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader(question);
        dialog.setText(consequence);
        dialog.setCancelable(true);
        dialog.setCancelText("Go back");
        dialog.setConfirmText(verb);
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(event -> act.run());
        dialog.addCancelListener(event -> back.run());
        dialog.open();
    }
}
