package io.moderato.console;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/** Asks before something that cannot be taken back. */
public final class Confirm {
    private Confirm() {}

    /** Asks, and acts if the answer is the verb. */
    public static void ask(String question, String consequence, String verb, Runnable act) {
        ask(question, consequence, verb, act, () -> {});
    }

    /** Asks, and acts if the answer is the verb; otherwise tells that it is not. */
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
