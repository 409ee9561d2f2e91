"""Parts of the intake screen; `forms.intake_form` puts them together."""
