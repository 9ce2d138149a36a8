"""What readers would measure: speed, access, weight and links of the built site, against budgets."""
