{{ current_register('trainings', ['training_no']) }}
