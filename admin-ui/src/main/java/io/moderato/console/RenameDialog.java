package io.moderato.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.Consumer;

/** Asks for another name. The dialog stays open until a name was accepted. */
public final class RenameDialog extends CarefulDialog {
    private static final int MAX_LENGTH = 100;

    /**
     * A closed dialog.
     *
     * @param present the present name
     * @param rename  saves the new name, or fails with a problem
     * @param reload  shows the present state, whether the rename worked or not
     */
    public RenameDialog(String present, Consumer<String> rename, Runnable reload) {
        setHeaderTitle("Rename “" + present + "”");
        TextField name = new TextField("Name");
        name.setMaxLength(MAX_LENGTH);
        name.setValue(present);
        name.setAutoselect(true);
        name.setAutofocus(true);
        name.setWidth("24rem");
        name.getStyle().setMaxWidth("80vw");
        add(name);
        Button save = leaveOr("Go back", "Rename");
        save.addClickListener(click -> {
            if (Notices.attempt(() -> rename.accept(name.getValue().strip()))) {
                close();
            }
            reload.run();
        });
    }
}
