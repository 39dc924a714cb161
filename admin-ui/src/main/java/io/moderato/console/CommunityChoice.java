package io.moderato.console;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.server.VaadinSession;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import java.util.List;
import java.util.function.Consumer;

/** The choice of a community, above the screens that belong to one. Hides itself where there is only one. */
public final class CommunityChoice extends Select<Community> {
    /**
     * A choice among these communities. It begins with the community of the last screen, or with one of the reader's own. Every choice is
     * reported, also the first.
     */
    public CommunityChoice(List<Community> communities, List<CommunityId> own, Consumer<Community> chosen) {
        setLabel("Community");
        setItems(communities);
        setItemLabelGenerator(Community::name);
        setVisible(communities.size() > 1);
        addValueChangeListener(change -> {
            if (change.getValue() != null) {
                VaadinSession.getCurrent()
                        .setAttribute(CommunityId.class, change.getValue().id());
                chosen.accept(change.getValue());
            }
        });
        addAttachListener(attach -> {
            if (isEmpty() && !communities.isEmpty()) {
                setValue(first(communities, own));
            }
        });
    }

    private static Community first(List<Community> communities, List<CommunityId> own) {
        CommunityId last = VaadinSession.getCurrent().getAttribute(CommunityId.class);
        return communities.stream()
                .filter(community -> community.id().equals(last))
                .findFirst()
                .or(() -> communities.stream()
                        .filter(community -> own.contains(community.id()))
                        .findFirst())
                .orElseGet(communities::getFirst);
    }
}
