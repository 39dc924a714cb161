package io.moderato.community.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Notices;
import io.moderato.problem.ProblemException;
import java.util.function.Consumer;

/** Asks for the data of a new community. */
final class NewCommunityDialog extends CarefulDialog {
    NewCommunityDialog(Communities communities, CurrentAccount account, Consumer<CommunityId> created) {
        setHeaderTitle("New community");
        TextField name = new TextField("Name");
        name.setMaxLength(100);
        name.setAutofocus(true);
        TextField id = new TextField("Short name");
        id.setHelperText("Lower-case letters, digits and hyphens. It stands in addresses and cannot be changed.");
        id.setMaxLength(40);
        addForm("24rem", name, id);
        Button save = leaveOr("Go back", "Create the community");
        save.addClickListener(click -> Notices.attempt(() -> {
            CommunityId community = parse(id.getValue().strip());
            communities.create(
                    account.actor(),
                    community,
                    name.getValue().isBlank()
                            ? community.value()
                            : name.getValue().strip());
            close();
            created.accept(community);
            Notices.done("The community is there, under the default policy. You are a member.");
        }));
    }

    private static CommunityId parse(String text) {
        try {
            return new CommunityId(text);
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.invalidField(
                    "/id",
                    "A short name has 1 to 40 lower-case letters, digits and hyphens and starts with a letter or digit.");
        }
    }
}
