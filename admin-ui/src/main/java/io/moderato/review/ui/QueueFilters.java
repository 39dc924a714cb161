package io.moderato.review.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.moderato.community.CommunityId;
import io.moderato.console.Looks;
import io.moderato.decision.Category;
import io.moderato.review.opening.Cause;
import io.moderato.review.store.QueueFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The filters that choose the part of the queue to show. */
final class QueueFilters extends Div {
    private final Select<Category> category = new Select<>();
    private final Select<CommunityId> community = new Select<>();
    private final @Nullable Cause cause;
    private final boolean mineOnly;

    QueueFilters(List<CommunityId> communities, @Nullable Cause cause, boolean mineOnly, Runnable changed) {
        this.cause = cause;
        this.mineOnly = mineOnly;
        addClassName("filters");
        category.setItems(Category.values());
        category.setEmptySelectionAllowed(true);
        category.setEmptySelectionCaption("All categories");
        category.setItemLabelGenerator(each -> each == null ? "All categories" : Looks.shortName(each));
        category.setAriaLabel("Category");
        category.addValueChangeListener(change -> changed.run());
        community.setItems(communities);
        community.setEmptySelectionAllowed(true);
        community.setEmptySelectionCaption("All communities");
        community.setItemLabelGenerator(each -> each == null ? "All communities" : each.value());
        community.setAriaLabel("Community");
        community.addValueChangeListener(change -> changed.run());
        community.setVisible(communities.size() > 1);
        add(category, community);
    }

    /** The chosen part of the queue. */
    QueueFilter chosen() {
        return new QueueFilter(community.getValue(), null, category.getValue(), cause, mineOnly);
    }

    /** The moderator's own cases in the chosen part of the queue. */
    QueueFilter mine() {
        return new QueueFilter(community.getValue(), null, category.getValue(), cause, true);
    }
}
