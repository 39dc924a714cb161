package io.moderato.console;

import com.vaadin.flow.component.select.Select;
import io.moderato.community.Community;
import java.util.List;
import java.util.function.Consumer;

/** The choice of a community, above the screens that belong to one. Hides itself where there is only one. */
public final class CommunityChoice extends Select<Community> {
    /** A choice among these, the first one chosen; tells every change, also the first. */
    public CommunityChoice(List<Community> communities, Consumer<Community> chosen) {
        setLabel("Community");
        setItems(communities);
        setItemLabelGenerator(Community::name);
        setVisible(communities.size() > 1);
        addValueChangeListener(change -> {
            if (change.getValue() != null) {
                chosen.accept(change.getValue());
            }
        });
        addAttachListener(attach -> {
            if (isEmpty() && !communities.isEmpty()) {
                setValue(communities.getFirst());
            }
        });
    }
}
